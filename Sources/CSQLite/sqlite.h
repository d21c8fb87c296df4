/* SQLite 3, and the two destructor constants that Swift cannot import as macros. */
#ifndef NOTICED_SQLITE_H
#define NOTICED_SQLITE_H

#include <sqlite3.h>

/* https://sqlite.org/c3ref/c_static.html: the bytes outlive the statement's step, so nothing is copied. */
static inline sqlite3_destructor_type noticed_sqlite_static(void) { return SQLITE_STATIC; }
static inline sqlite3_destructor_type noticed_sqlite_transient(void) { return SQLITE_TRANSIENT; }

#endif
