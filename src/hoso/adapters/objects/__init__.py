"""Object stores: bytes under keys, durably."""
