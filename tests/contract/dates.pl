#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
# An oracle for due days, in another language and with another library's days: reads the calendars' JSON itself,
# asks 10,000 random questions (the seed is printed; DATES_SEED repeats a run) and compares each answer.
use strict;
use warnings;
use File::Temp qw(tempfile);
use JSON::PP;
use Time::Local qw(timegm);

my ($program, $folder) = @ARGV;
my (%off, %work, %known, %fixed);
for my $file (glob "$folder/*.json") {
	open my $in, '<:raw', $file or die "$file: $!";
	my $year = decode_json(do { local $/; <$in> });
	if ($year->{every_year}) {
		$fixed{$year->{from}}{$_->{date}} = 1 for @{$year->{every_year}};
		next;
	}
	$known{$year->{year}} = 1;
	$off{$_->{date}} = 1 for @{$year->{off_days}};
	$work{$_->{date}} = 1 for @{$year->{work_days}};
}
die "no calendars in $folder" unless keys %known >= 3;

sub iso { my @t = gmtime($_[0] * 86400); return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3] }
sub weekday { return (gmtime($_[0] * 86400))[6] }
my @years = sort { $a <=> $b } keys %known;
my $first = timegm(0, 0, 0, 1, 0, $years[0]) / 86400;
my $days = timegm(0, 0, 0, 1, 0, $years[-1] + 1) / 86400 - $first;

# T-13: a year without calendar, where guessing is allowed: Monday to Friday but the holidays that a decree fixes
sub expected {
	my ($date, $weekend) = @_;
	my ($in_force) = sort { $b <=> $a } grep { $_ <= substr $date, 0, 4 } keys %fixed;
	return !$weekend && !($in_force && $fixed{$in_force}{substr $date, 5});
}

# T-1, T-2, T-4, T-6 and R12, written from the rules
sub due {
	my ($guess, $start, $halves, $unit, @pauses) = @_;
	my $n = int(($halves + 1) / 2);
	my ($counted, $d) = (0, $start);
	while ($counted < $n) {
		$d++;
		return "paused $counted" if grep { $d > $_->[0] && !defined $_->[1] } @pauses;
		next if grep { defined $_->[1] && $d > $_->[0] && $d <= $_->[1] } @pauses;
		if ($unit eq 'working_day') {
			my $date = iso($d);
			my $weekend = weekday($d) == 0 || weekday($d) == 6;
			if (!$known{substr $date, 0, 4}) {
				return 'refused' unless $guess;
				next unless expected($date, $weekend);
				$counted++;
				next;
			}
			next unless $work{$date} || (!$off{$date} && !$weekend);
		}
		$counted++;
	}
	return iso($d);
}

my $seed = defined $ENV{DATES_SEED} ? $ENV{DATES_SEED} : time ^ $$;
print "seed $seed\n";
srand $seed;
my (@questions, @expected);
for my $i (1 .. 12000) {
	my $guess = $i > 10000;         # these begin in the last year known and run into those that are not
	my $start = $guess ? $first + $days - 40 + int rand 800 : $first - 5 + int rand($days + 10);
	my $halves = $i % 7 ? 2 * int rand 66 : int rand 20;
	my $unit = $i % 5 ? 'working_day' : 'natural_day';
	my @pauses;
	for (1 .. int rand 4) {
		my $from = $start - 10 + int rand 60;
		push @pauses, [$from, rand() < 0.1 ? undef : $from + int rand 30];
	}
	push @questions, join ' ', ($guess ? 'guess' : 'known'), iso($start), $halves, $unit,
		map { iso($_->[0]) . '..' . (defined $_->[1] ? iso($_->[1]) : '') } @pauses;
	push @expected, due($guess, $start, $halves, $unit, @pauses);
}

my ($out, $name) = tempfile(UNLINK => 1);
print $out "$_\n" for @questions;
close $out or die "$name: $!";
open my $in, '-|', "$program '$folder' < $name" or die "$program: $!";
chomp(my @answers = <$in>);
close $in or die "$program failed";

my $wrong = 0;
for my $i (0 .. $#questions) {
	my $answer = defined $answers[$i] ? $answers[$i] : 'nothing';
	next if $answer eq $expected[$i];
	print "$questions[$i]: $answer instead of $expected[$i]\n" if $wrong++ < 20;
}
my %kind;
$kind{/^\d/ ? 'due' : /^(\w+)/ ? $1 : '?'}++ for @expected;
print scalar(@questions), " questions (", join(', ', map { "$kind{$_} $_" } sort keys %kind), "), $wrong wrong\n";
die "the questions are too easy" if grep { ($kind{$_} || 0) < 100 } qw(due paused refused);
exit($wrong || @answers != @questions ? 1 : 0);
