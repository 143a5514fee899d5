/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"

fault_fn *fault_hook;
