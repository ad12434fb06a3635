"""What every run of tests has in common: all of our modules are loaded before the first test.

Hypothesis draws also from the constants of whatever is loaded by then. So it draws the same in every order of tests.
"""

import importlib
import pkgutil

import bench
import custodian

for package in (custodian, bench):
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
