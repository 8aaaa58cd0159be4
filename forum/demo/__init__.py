"""The demo world: fictional companies and stories, built from the TOML files beside this code."""

from forum.demo.world import Built, build

__all__ = ["Built", "build"]
