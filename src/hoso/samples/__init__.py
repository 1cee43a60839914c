"""The maker of synthetic Vietnamese papers: seeded pages with their exact truth, for tests and measuring."""
