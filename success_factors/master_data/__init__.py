"""What a fresh installation starts with: the nine Erfolgsfaktoren, their criteria and the Handlungsfelder."""
