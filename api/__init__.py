"""HTTP: one file per resource, thin doors onto the verbs of forum and accounts."""
