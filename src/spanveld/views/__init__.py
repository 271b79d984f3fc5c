"""What a page, a command or a report shows, as dataclasses; ``as_json`` of each is the JSON shape."""
