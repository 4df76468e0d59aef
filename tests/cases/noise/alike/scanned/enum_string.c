#include <assert.h>
#include "lathe/status.h"

const char* lathe_strerror(lathe_status_t status) {
  switch (status) {
    case LATHE_OK: return "success";
    case LATHE_E_STALL: return "spindle stalled";
    case LATHE_E_LIMIT: return "axis ran into its limit switch";
    case LATHE_E_PROBE: return "probe did not touch";
    case LATHE_E_TOOL: return "no such tool in the turret";
    case LATHE_E_COOLANT: return "coolant is low";
    case LATHE_E_DOOR: return "door is open";
    case LATHE_STATUS_COUNT: break;
  }
  assert(0);
  return "invalid status";
}

const char* lathe_mode_string(lathe_mode_t mode) {
  switch (mode) {
    case LATHE_IDLE: return "idle";
    case LATHE_JOG: return "jog";
    case LATHE_HOME: return "home";
    case LATHE_RUN: return "run";
    case LATHE_HOLD: return "hold";
  }
  return "?";
}
