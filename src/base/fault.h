/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

/* Named points where a test may stop or fail the program (PostgreSQL's injection points are the model). The hook is
 * a pointer that only a test's own main can set: the shipped programs compare it with NULL and go on, so tests run
 * the very code that ships. Names read "area.moment": "accept.before-commit". */
typedef int fault_fn(const char *point);
extern fault_fn *fault_hook;

/* 0 in real life. A test's hook may not return at all (kill -9), or returns non-zero: the caller then behaves as if
 * the operation at this point had failed. */
#define FAULT(point) (__builtin_expect(fault_hook != 0, 0) ? fault_hook(point) : 0)

#endif
