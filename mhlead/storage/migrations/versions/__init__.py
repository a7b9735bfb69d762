"""One module a step; a step never imports today's tables, since those will change."""
