/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_ACT_TABLE_H
#define LAW_ACT_TABLE_H

#include "law/act.h"

/* How a table of acts (law/act.c, errand.c, stuck.c) says what each has to be told. Names are as scripts write them, labels as
 * people are asked. MAY_… need not be told; …_WHEN is of use only where `when` was answered by `is`. */
#define ARGS_END { .type = ARG_TEXT }
#define LIST(...) (const struct act_arg[]){ __VA_ARGS__, ARGS_END }

#define ARG(kind, need, name_, label_, ...) { .name = name_, .label = label_, .type = ARG_##kind, .needed = need, __VA_ARGS__ }
#define TEXT(name, label, most_) ARG(TEXT, true, name, label, .most = most_)
#define MAY_TEXT(name, label, most_) ARG(TEXT, false, name, label, .most = most_)
#define TEXT_WHEN(name, label, most_, when_, is_) ARG(TEXT, true, name, label, .most = most_, .when = when_, .is = is_)
#define MAY_TEXT_WHEN(name, label, most_, when_, is_) ARG(TEXT, false, name, label, .most = most_, .when = when_, .is = is_)
#define DAY(name, label) ARG(DAY, true, name, label, .most = 0)
#define DAY_AHEAD(name, label) ARG(DAY, true, name, label, .ahead = true)
#define MAY_DAY(name, label) ARG(DAY, false, name, label, .most = 0)
#define MAY_DAY_WHEN(name, label, when_, is_) ARG(DAY, false, name, label, .when = when_, .is = is_)
#define COUNT(name, label, most_) ARG(COUNT, true, name, label, .most = most_)
#define MAY_COUNT(name, label, most_) ARG(COUNT, false, name, label, .most = most_)
#define CHOICE(name, label, list) ARG(CHOICE, true, name, label, .choices = list)

#endif
