"""The domain as pure functions over immutable values: no Django, no I/O, no clock, no chance."""
