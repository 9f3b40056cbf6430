"""Turn entries about Korean regional policy into a static website with feeds."""
