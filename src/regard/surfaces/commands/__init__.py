"""The commands by subject. A module adds its own to `commands`; `regard.surfaces.cli` puts them together."""
