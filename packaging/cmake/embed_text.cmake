# Makes a source file with one text as a function: cmake -DINPUT=… -DOUTPUT=… -DHEADER=…
# -DNAMESPACE=… -DFUNCTION=… -P this.
file(READ ${INPUT} text)
get_filename_component(name ${INPUT} NAME)
file(WRITE ${OUTPUT} "// Made by the build from ${name}. Do not edit.\n#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\nstd::string_view ${FUNCTION}() {\n    return R\"~text~(${text})~text~\";\n}\n\n} // namespace ${NAMESPACE}\n")
