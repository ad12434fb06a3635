"""What leaves the house on paper or by mail: the board pack, the minutes of a meeting, the monthly digest."""
