/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PARAMS_H
#define HALL_PARAMS_H

#include "base/conf.h"

/* Everything that a hall may decide without a new program (window-rules 13): name, range, default, sentence. Read from
 * yichuang.conf; what differs by place is here and never a number in the code. */
extern const struct setting hall_params[];
extern const size_t hall_param_count;

#endif
