"""What people type, checked and turned into arguments of actions."""
