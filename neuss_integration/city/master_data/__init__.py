"""What a fresh installation starts with: offices, committees, districts, target groups and organisations of Neuss."""
