"""Power cuts and full disks: what is recorded, replayed, refused, and looked for afterwards."""
