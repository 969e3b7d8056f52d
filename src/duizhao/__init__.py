"""duizhao 对照: align, mine and check English translations of Chinese policy documents."""

__version__ = "0.1.0"
