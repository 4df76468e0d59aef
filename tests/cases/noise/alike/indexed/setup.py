from setuptools import find_packages, setup

with open("README.rst") as f:
    long_description = f.read()

setup(
    name="peatland",
    version="0.4.2",
    description="Water table models for bogs and fens",
    long_description=long_description,
    author="Moira Sedge",
    author_email="moira@peatland.example",
    url="https://peatland.example/",
    license="BSD",
    packages=find_packages(exclude=["tests"]),
    install_requires=[
        "numpy>=1.16",
        "scipy",
        "netCDF4",
    ],
    extras_require={
        "plot": ["matplotlib"],
    },
    entry_points={
        "console_scripts": [
            "peatland=peatland.cli:main",
        ],
    },
    classifiers=[
        "Development Status :: 4 - Beta",
        "Intended Audience :: Science/Research",
        "License :: OSI Approved :: BSD License",
        "Programming Language :: Python :: 3",
        "Topic :: Scientific/Engineering :: Hydrology",
    ],
)
