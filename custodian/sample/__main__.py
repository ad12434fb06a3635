"""Writes the sample company's exports anew: python -m custodian.sample."""

from custodian.sample import exports

print(f"{exports.write()} files written to {exports.FOLDER}")
