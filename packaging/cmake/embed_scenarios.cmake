# Makes a source file with every scenario of a folder: cmake -DROOT=… -DOUTPUT=… -P this. A file
# whose name begins with "schema" describes the others and is left out.
file(GLOB files ${ROOT}/*.json)
list(SORT files)
set(rows "")
foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    if(NOT name MATCHES "^schema")
        file(READ ${file} text)
        string(APPEND rows "        {\"${name}\", R\"~text~(${text})~text~\"},\n")
    endif()
endforeach()
file(WRITE ${OUTPUT} "// Made by the build from resources/scenarios. Do not edit.\n#include \"validation/scenario_reader.h\"\n\nnamespace alluse::validation {\n\nconst std::vector<ShippedScenario>& shippedScenarios() {\n    static const std::vector<ShippedScenario> all{\n${rows}    };\n    return all;\n}\n\n} // namespace alluse::validation\n")
