"""Everything that knows SQL: the engines, the tables, the one writer, the reads, the migrations."""
