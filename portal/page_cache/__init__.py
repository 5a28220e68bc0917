"""The page cache in front: which pages it may keep (`keeping`), and when none of them counts (`editions`)."""
