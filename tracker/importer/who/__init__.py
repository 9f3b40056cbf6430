"""Who: the bodies and firms that take part."""
