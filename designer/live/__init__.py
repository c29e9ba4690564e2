"""Server-sent events: what happens on a branch or in a job, told to every page that watches it."""
