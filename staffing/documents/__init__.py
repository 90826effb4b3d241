"""What people write, as frozen documents: `team.yaml`, the tables beside it, and the workspace they form."""
