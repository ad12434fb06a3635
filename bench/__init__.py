"""What speed costs, measured: each module prints ratios of runs made in one go on the same machine."""
