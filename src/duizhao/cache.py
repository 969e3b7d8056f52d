"""Where compiled dictionaries and indexes lie; apart from `words`, of which a lookup needs nothing else."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """The user's cache folder for duizhao, made if need be."""
    folder = user_cache_path("duizhao", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
