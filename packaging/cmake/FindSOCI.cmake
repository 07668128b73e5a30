# Debian's libsoci-dev has no CMake package: finds SOCI::core, SOCI::sqlite3, SOCI::postgresql.
include(FindPackageHandleStandardArgs)
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_core_LIBRARY soci_core)
find_library(SOCI_sqlite3_LIBRARY soci_sqlite3)
find_library(SOCI_postgresql_LIBRARY soci_postgresql)
find_path(SOCI_PQ_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)
find_library(SOCI_PQ_LIBRARY pq)
find_library(SOCI_SQLITE_LIBRARY sqlite3)
find_package_handle_standard_args(SOCI REQUIRED_VARS SOCI_core_LIBRARY SOCI_sqlite3_LIBRARY
    SOCI_postgresql_LIBRARY SOCI_INCLUDE_DIR SOCI_PQ_INCLUDE_DIR SOCI_PQ_LIBRARY SOCI_SQLITE_LIBRARY)

if(SOCI_FOUND AND NOT TARGET SOCI::core)
    foreach(part core sqlite3 postgresql)
        add_library(SOCI::${part} UNKNOWN IMPORTED)
        set_target_properties(SOCI::${part} PROPERTIES
            IMPORTED_LOCATION ${SOCI_${part}_LIBRARY}
            INTERFACE_INCLUDE_DIRECTORIES "${SOCI_INCLUDE_DIR};${SOCI_INCLUDE_DIR}/soci;${SOCI_PQ_INCLUDE_DIR}")
    endforeach()
    target_link_libraries(SOCI::sqlite3 INTERFACE SOCI::core ${SOCI_SQLITE_LIBRARY})
    target_link_libraries(SOCI::postgresql INTERFACE SOCI::core ${SOCI_PQ_LIBRARY})
endif()
