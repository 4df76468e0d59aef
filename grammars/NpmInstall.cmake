# npm_install(DIR NAME): installs the packages that DIR/package-lock.json pins into
# ${PROJECT_BINARY_DIR}/npm/NAME/node_modules and sets NAME_NODE_MODULES in the caller's scope.
# The packages are fetched by `npm ci` only when the lock file has changed since the last time;
# the source tree is never written to.
function(npm_install dir name)
  set(target ${PROJECT_BINARY_DIR}/npm/${name})
  set(stamp ${target}/.installed)
  set(${name}_NODE_MODULES ${target}/node_modules PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${dir}/package-lock.json)
  file(SHA256 ${dir}/package-lock.json lock_hash)
  if(EXISTS ${stamp})
    file(READ ${stamp} installed_hash)
  endif()
  if("${installed_hash}" STREQUAL "${lock_hash}")
    return()
  endif()
  find_program(NPM npm REQUIRED)
  message(STATUS "npm ci for ${name}")
  file(MAKE_DIRECTORY ${target})
  foreach(file package.json package-lock.json .npmrc)
    if(EXISTS ${dir}/${file})
      file(COPY ${dir}/${file} DESTINATION ${target})
    endif()
  endforeach()
  execute_process(
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    WORKING_DIRECTORY ${target} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "npm ci failed for ${dir}: is npm on the path and a registry reachable?")
  endif()
  file(WRITE ${stamp} ${lock_hash})
endfunction()
