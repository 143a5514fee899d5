#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
# An oracle for clocks, in another language: makes calendars of its own (holidays, make-up days, local days at random, in
# the calendars' JSON), asks 10,000 random questions of start, limit, pauses, extensions and today, and compares each
# answer. Written from window-rules 1.6, 5 and V-2; the seed is printed, CLOCKS_SEED repeats a run.
use strict;
use warnings;
use File::Temp qw(tempdir tempfile);
use JSON::PP;
use Time::Local qw(timegm);

my ($program) = @ARGV;
my $seed = defined $ENV{CLOCKS_SEED} ? $ENV{CLOCKS_SEED} : time ^ $$;
print "seed $seed\n";
srand $seed;

sub number { my ($y, $m, $d) = @_; return timegm(0, 0, 0, $d, $m - 1, $y) / 86400 }
sub iso { my @t = gmtime($_[0] * 86400); return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3] }
sub year { return (gmtime($_[0] * 86400))[5] + 1900 }
sub weekend { my $w = (gmtime($_[0] * 86400))[6]; return $w == 0 || $w == 6 }

# --- a calendar: %works by day number for the known years
my (%works, %known, %certain);
sub make_year {
	my ($year, $folder) = @_;
	my ($first, $last) = (number($year, 1, 1), number($year, 12, 31));
	my (%off, %work, %closed, %open);
	for (1 .. 8) {
		my $d = $first + int rand($last - $first - 8);
		$off{$_} = 1 for $d .. $d + int rand 8;
	}
	my $count = sub { scalar grep { $work{$_} || (!$off{$_} && !weekend($_)) } $first .. $last };
	while ($count->() < 248) {
		my $d = $first + int rand($last - $first + 1);
		$work{$d} = 1 if weekend($d) && !$off{$d};
	}
	while ($count->() > 252) {
		my $d = $first + int rand($last - $first + 1);
		$off{$d} = 1 if !weekend($d) && !$work{$d};
	}
	for (1 .. 6) {
		my $d = $first + int rand($last - $first + 1);
		next if $off{$d} || $work{$d};
		if (weekend($d)) { $open{$d} = 1 } else { $closed{$d} = 1 }
	}
	$known{$year} = 1;
	$certain{$year} = rand() < 0.8 ? 1 : 0;
	$works{$_} = ($work{$_} || (!$off{$_} && !weekend($_) && !$closed{$_})) ? 1 : 0 for $first .. $last;
	my $list = sub { my ($h) = @_; return [map { { date => iso($_), name => "d$_" } } sort { $a <=> $b } keys %$h] };
	open my $out, '>', "$folder/$year.json" or die $!;
	print $out encode_json({ year => $year, document => 'test', off_days => $list->(\%off), work_days => $list->(\%work),
		local_closed => $list->(\%closed), local_open => $list->(\%open),
		certain => $certain{$year} ? JSON::PP::true : JSON::PP::false });
	close $out or die $!;
}
sub working { my ($d) = @_; return $known{year($d)} ? $works{$d} : !weekend($d) }

# --- the rules
my %special = map { $_ => 1 } qw(hearing tender auction inspection testing quarantine appraisal review publicity);
my %may_rest = (K2 => 1, K3 => 1);
my %extensions = (K2 => 1, K3 => 1, K5 => 99, K6 => 99);

sub allowed {
	my ($q) = @_;
	return 0 if defined $q->{stopped} && $q->{stopped} < $q->{start};
	for my $p (@{$q->{pauses}}) {
		return 0 unless $special{$p->[0]} || $p->[0] eq 'deferral';
		return 0 if $p->[0] eq 'deferral' ? $q->{kind} ne 'K2' : !$may_rest{$q->{kind}};
		return 0 if $p->[1] < $q->{start};
		return 0 if defined $p->[2] && $p->[2] < $p->[1];
	}
	my $granted = grep { $_->[1] > 0 } @{$q->{extensions}};
	return 0 if $granted > ($extensions{$q->{kind}} || 0);
	for my $e (@{$q->{extensions}}) { return 0 if $e->[0] < $q->{start} || $e->[1] == 0 }
	return 1;
}

sub answer {
	my ($q) = @_;
	return 'refused' unless allowed($q);
	my ($halves, $more) = ($q->{halves}, 0);
	$more += $_->[1] for @{$q->{extensions}};
	my $natural = 0;                 # the days before an extension, which is in working days (T-7, T-10)
	if ($q->{unit} eq 'working_day') {
		$halves = $halves + $more > 0 ? $halves + $more : 0;
		$more = 0;
	} else {
		$natural = int(($halves + 1) / 2);
		$more = 0 if $more < 0;
	}
	my $n = int(($halves + 1) / 2) + int(($more + 1) / 2);
	my ($d, $open, $estimated, @counted) = ($q->{start}, 0, 0);
	while (@counted < $n) {
		$d++;
		if (grep { $d > $_->[1] && !defined $_->[2] } @{$q->{pauses}}) { $open = 1; last }
		next if grep { $d > $_->[1] && $d <= $_->[2] } @{$q->{pauses}};
		if (@counted >= $natural) {
			if (!$known{year($d)}) { return 'refused' unless $q->{guess}; $estimated = 1 }
			elsif (!$certain{year($d)}) { $estimated = 1 }
			next unless working($d);
		}
		push @counted, $d;
	}
	my $due = $open ? undef : $d;
	my $until = defined $q->{stopped} && $q->{stopped} < $q->{today} ? $q->{stopped} : $q->{today};
	my $used = grep { $_ <= $until } @counted;
	my $left = $n - $used;
	if (defined $due && $until >= $due) {
		$left = 0;
		if ($until > $due) {
			$left = grep { working($_) } $due + 1 .. $until;
			$left = -($left || 1);
		}
	}
	my $resting = grep { $_->[1] <= $q->{today} && (!defined $_->[2] || $q->{today} < $_->[2]) } @{$q->{pauses}};
	my $light = $left < 0 ? 'red' : $left <= 1 || 10 * $left <= 3 * $n ? 'yellow' : 'green';
	$light = 'paused' if $resting && (!defined $due || $until < $due);
	$light = defined $due && $q->{stopped} > $due ? 'red' : 'stopped' if defined $q->{stopped};
	return join ' ', defined $due ? iso($due) : 'open', $used, $n, $left, $light, $estimated ? 'est' : ();
}

# --- questions
my @special = sort keys %special;
sub question {
	my ($first, $days) = @_;
	my %q = (kind => (qw(K1 K2 K2 K2 K3 K3 K3 K5 K6 K4))[rand 10], start => $first - 3 + int rand($days + 6), guess => int rand 2,
		halves => rand() < 0.8 ? 2 * int rand 50 : int rand 100, unit => rand() < 0.85 ? 'working_day' : 'natural_day',
		pauses => [], extensions => []);
	$q{today} = $q{start} - 2 + int rand 90;
	$q{stopped} = $q{start} - (rand() < 0.05) + int rand 60 if rand() < 0.2;
	if ($may_rest{$q{kind}} || rand() < 0.03) {
		for (1 .. int rand 4) {
			my $kind = $special[rand @special];
			$kind = 'deferral' if rand() < ($q{kind} eq 'K2' ? 0.2 : 0.02);
			$kind = 'nothing' if rand() < 0.02;
			my $from = $q{start} - (rand() < 0.02 ? 1 : 0) + int rand 40;
			push @{$q{pauses}}, [$kind, $from, rand() < 0.15 ? undef : $from - (rand() < 0.02 ? 1 : 0) + int rand 25];
		}
	}
	if ($extensions{$q{kind}} || rand() < 0.03) {
		push @{$q{extensions}}, [$q{start} - (rand() < 0.02) + int rand 30, rand() < 0.1 ? -2 * int rand 4 : 2 + int rand 30]
			for 1 .. (rand() < 0.4 ? 1 + (rand() < 0.1) : 0);
	}
	return \%q;
}

my ($asked, $wrong, %kind) = (0, 0);
for my $round (1 .. 20) {
	my $folder = tempdir(CLEANUP => 1);
	%works = %known = %certain = ();
	my $from = 1998 + int rand 60;
	make_year($_, $folder) for $from .. $from + 1;
	my $first = number($from, 1, 1);
	my $days = number($from + 1, 12, 31) - $first;
	my (@lines, @expected);
	for (1 .. 500) {
		my $q = question($first, $days);
		push @lines, join ' ', $q->{kind}, iso($q->{start}), $q->{halves}, $q->{unit}, iso($q->{today}),
			defined $q->{stopped} ? iso($q->{stopped}) : '-', $q->{guess},
			(map { "P:$_->[0]:" . iso($_->[1]) . '..' . (defined $_->[2] ? iso($_->[2]) : '') } @{$q->{pauses}}),
			(map { "E:" . iso($_->[0]) . ":$_->[1]" } @{$q->{extensions}});
		push @expected, answer($q);
	}
	my ($out, $name) = tempfile(UNLINK => 1);
	print $out "$_\n" for @lines;
	close $out or die "$name: $!";
	open my $in, '-|', "$program '$folder' < $name" or die "$program: $!";
	chomp(my @answers = <$in>);
	close $in or die "$program failed";
	for my $i (0 .. $#lines) {
		my $answer = defined $answers[$i] ? $answers[$i] : 'nothing';
		$asked++;
		$kind{$expected[$i] =~ /^(open|refused)/ ? $1 : 'due'}++;
		$kind{$1}++ if $expected[$i] =~ /(green|yellow|red|paused|stopped|est)/;
		next if $answer eq $expected[$i];
		print "round $round: $lines[$i]: $answer instead of $expected[$i]\n" if $wrong++ < 20;
	}
}
print "$asked questions (", join(', ', map { "$kind{$_} $_" } sort keys %kind), "), $wrong wrong\n";
die "the questions are too easy" if grep { ($kind{$_} || 0) < 100 } qw(due open refused green yellow red paused stopped);
exit($wrong ? 1 : 0);
