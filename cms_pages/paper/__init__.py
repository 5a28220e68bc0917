"""Pages on paper: what a leaflet looks like as a PDF, and how it is made once and kept."""
