"""The store on disk: SQLAlchemy on SQLCipher, repositories, search and migrations."""
