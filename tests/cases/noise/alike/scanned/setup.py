#!/usr/bin/env python
import os
import re

from setuptools import setup, find_packages

here = os.path.abspath(os.path.dirname(__file__))


def read(*parts):
    with open(os.path.join(here, *parts), encoding='utf-8') as fp:
        return fp.read()


def find_version():
    match = re.search(r"__version__ = '([^']+)'", read('doorbell', '__init__.py'))
    return match.group(1)


setup(
    name='doorbell',
    version=find_version(),
    description='Push notifications from a cheap wireless doorbell',
    long_description=read('README.md'),
    long_description_content_type='text/markdown',
    url='https://git.example.net/doorbell',
    author='Tomasz Klamka',
    author_email='tk@example.net',
    license='MIT',
    packages=find_packages(),
    include_package_data=True,
    python_requires='>=3.6',
    install_requires=['paho-mqtt', 'pyserial>=3.4', 'requests'],
    entry_points={
        'console_scripts': ['doorbelld = doorbell.daemon:run'],
    },
    classifiers=[
        'License :: OSI Approved :: MIT License',
        'Operating System :: POSIX :: Linux',
        'Programming Language :: Python :: 3',
        'Programming Language :: Python :: 3.6',
        'Topic :: Home Automation',
    ],
)
