#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# Makes unicode.def, pinyin.def, pinyin_rare.def, pinyin_sound.def and pinyin_several.def of src/base from Debian's package
# unicode-data and from the pinyin-*.txt beside this. The tables are kept in the tree, so nobody needs that package to build;
# run this after a new Unicode version:
#   build-aux/unicode-tables.pl /usr/share/unicode src/base
use strict;
use warnings;
use utf8;
use Unicode::Normalize;
binmode STDERR, ":encoding(UTF-8)";

my ($ucd, $out) = @ARGV;
die "usage: unicode-tables.pl UNICODE-FOLDER OUTPUT-FOLDER\n" unless $out;
my $dir = $0 =~ s{[^/]*$}{}r || './';
my $head = "/* SPDX-License-Identifier: Unicode-DFS-2016 */\n"
	. "/* Made by build-aux/unicode-tables.pl from the Unicode Character Database; do not edit. */\n";

sub lines
{
	my ($file) = @_;
	my $command = $file =~ /\.bz2$/ ? "bzip2 -dc '$ucd/$file'" : "cat '$ucd/$file'";
	open my $in, '-|:encoding(UTF-8)', $command or die "$file: $!\n";
	my @all = <$in>;
	close $in or die "$file cannot be read\n";
	chomp @all;
	return @all;
}

# property file -> hash of code points that `want` accepts
sub points
{
	my ($file, $want) = @_;
	my %set;
	for (lines($file)) {
		s/\s*#.*//;
		my ($range, $value) = /^([0-9A-F.]+)\s*;\s*(\S+)/ or next;
		next unless $want->($value);
		my ($a, $b) = split /\.\./, $range;
		$set{$_} = 1 for hex($a) .. hex($b // $a);
	}
	return \%set;
}

sub table
{
	my ($name, $what, $set) = @_;
	my (@ranges, $row);
	for my $c (sort { $a <=> $b } keys %$set) {
		if (@ranges && $ranges[-1][1] + 1 == $c) { $ranges[-1][1] = $c } else { push @ranges, [$c, $c] }
	}
	my $text = "UNICODE_TABLE($name,      /* $what */\n";
	$row = "\t";
	for my $r (@ranges) {
		my $cell = sprintf '{0x%x,0x%x},', @$r;
		if (length($row) + length($cell) > 116) { $text .= "$row\n"; $row = "\t" }
		$row .= $cell;
	}
	return "$text" . ($row =~ s/,$//r) . ")\n";
}

# --- width and harm ---
my $category = 'extracted/DerivedGeneralCategory.txt';
my $marks = points($category, sub { $_[0] =~ /^M[ne]$/ });
my $format = points($category, sub { $_[0] eq 'Cf' });
delete $format->{0xAD};                                            # terminals draw the soft hyphen
my $prepended = points('PropList.txt', sub { $_[0] eq 'Prepended_Concatenation_Mark' });
delete $format->{$_} for keys %$prepended;                         # Arabic number signs and the like are visible
$format->{$_} = 1 for 0x1160 .. 0x11FF, 0xD7B0 .. 0xD7FF;          # Hangul vowels and finals join the letter before
my $wide = points('EastAsianWidth.txt', sub { $_[0] =~ /^[WF]$/ });
$wide->{$_} = 1 for 0x3400 .. 0x4DBF, 0x4E00 .. 0x9FFF, 0xF900 .. 0xFAFF, 0x20000 .. 0x2FFFD, 0x30000 .. 0x3FFFD;
$wide->{$_} = 1 for 0x3248 .. 0x324F, 0x4DC0 .. 0x4DFF;            # wide for glibc, so for ncurses; W since Unicode 16
delete $wide->{$_} for keys %$marks;                               # U+302A and the like stay marks
my $ambiguous = points('EastAsianWidth.txt', sub { $_[0] eq 'A' });
delete $ambiguous->{$_} for keys %$marks, keys %$wide, 0xE000 .. 0xF8FF, 0xF0000 .. 0xFFFFD, 0x100000 .. 0x10FFFD;
my $unassigned = points($category, sub { $_[0] =~ /^C[no]$/ });
# ideographs that later versions assigned (15.1: extension I, 17.0: extension J); a legal name must not wait for us
delete $unassigned->{$_} for 0x2EBF0 .. 0x2EE5D, 0x323B0 .. 0x33479;
my $invisible = points('DerivedCoreProperties.txt', sub { $_[0] eq 'Default_Ignorable_Code_Point' });
$invisible->{$_} = 1 for keys %{points($category, sub { $_[0] eq 'Cf' })};
delete $invisible->{$_} for keys %$prepended;
delete $invisible->{$_} for keys %{points('PropList.txt', sub { $_[0] eq 'Bidi_Control' })};
# allowed on purpose (R24): joiners, Mongolian selectors, variation selectors of ideographs
delete $invisible->{$_} for 0x200C, 0x200D, 0x180B .. 0x180F, 0xFE00 .. 0xFE0F, 0xE0100 .. 0xE01EF;
delete $invisible->{$_} for keys %$unassigned, 0xE0000 .. 0xE007F;
delete $unassigned->{$_} for 0xE0000 .. 0xE007F;

open my $def, '>:encoding(UTF-8)', "$out/unicode.def" or die "$out: $!\n";
print $def $head;
print $def table('wide', 'two cells: East Asian Width W and F', $wide);
print $def table('ambiguous', 'one or two cells as the terminal is set: East Asian Width A', $ambiguous);
print $def table('mark', 'no cell, on the base before: Mn and Me', $marks);
print $def table('format', 'no cell: Cf, Hangul vowels and finals', $format);
print $def table('invisible', 'nothing to see: Default_Ignorable_Code_Point and Cf, less what R24 allows', $invisible);
print $def table('unassigned', 'Cn and private use', $unassigned);
close $def or die "$out: $!\n";

# --- pinyin: first letters of all readings, and whole ones ---
my (%letters, %sounds, %usual);
for (lines('Unihan_Readings.txt.bz2')) {
	my ($code, $tag, $value) = split /\t/;
	next unless $value && $tag =~ /^(kMandarin|kHanyuPinlu|kXHC1983|kTGHZ2013)$/;
	$value =~ s/[0-9.,*]+://g;
	$value =~ s/\(\d+\)//g;
	for my $reading (split /[ ,]+/, $value) {
		my $sound = lc NFD($reading);
		my $first = substr $sound, 0, 1;
		next unless $first =~ /[a-z]/;
		$letters{hex substr $code, 2}{$first} = 1;
		my $dotted = $sound =~ s/u[\x{300}-\x{307}\x{309}-\x{36F}]*\x{308}/v/;      # as it is typed: lv
		$sound =~ s/[^a-z]//g;
		$sounds{hex substr $code, 2}{$sound} = 1;
		$sounds{hex substr $code, 2}{$sound =~ s/v/u/r} = 1 if $dotted;
		$usual{hex substr $code, 2} //= $sound if $tag eq 'kMandarin';
	}
}
open my $extra, '<:encoding(UTF-8)', "${dir}pinyin-extra.txt" or die "pinyin-extra.txt: $!\n";
while (<$extra>) {
	next unless /^(\S)\s+([a-z]+)\s/;
	$letters{ord $1}{$_} = 1 for split //, $2;
}

# One character of text for each code point: its letter, '.' without a reading, '*' for one of the list below.
sub letters
{
	my ($file, $first, $last, $others) = @_;
	open my $def, '>', "$out/$file" or die "$file: $!\n";
	print $def $head, "/* ", $others ? 'all readings of' : 'readings of', sprintf(" U+%X to U+%X", $first, $last),
		": a letter, '.' for none, '*' for several */\n";
	my $row = '';
	for my $c ($first .. $last) {
		my @l = sort keys %{$letters{$c} // {}};
		$row .= @l > 1 ? '*' : $l[0] // '.';
		if (length $row == 108 || $c == $last) { print $def "PINYIN_ROW(\"$row\")\n"; $row = '' }
	}
	if ($others) {
		my $line = '';
		for my $c (sort { $a <=> $b } keys %letters) {
			my @l = sort keys %{$letters{$c}};
			my $in_text = $c >= 0x3400 && $c <= 0x9FFF || $c >= 0x20000 && $c <= 0x2A6DF;
			next if $in_text && @l < 2;
			my $cell = sprintf 'PINYIN_LIST(0x%x, "%s") ', $c, join '', @l;
			if (length($line) + length($cell) > 118) { print $def $line =~ s/ $//r, "\n"; $line = '' }
			$line .= $cell;
		}
		print $def $line =~ s/ $//r, "\n";
	}
	close $def or die "$file: $!\n";
}
letters('pinyin_rare.def', 0x20000, 0x2A6DF, 0);
letters('pinyin.def', 0x3400, 0x9FFF, 1);

# --- pinyin: whole readings of the common block; the usual one of a phrase ---
# A reading is two characters of this alphabet, its place among all readings.
my @alphabet = ('0' .. '9', 'A' .. 'Z', 'a' .. 'z', '+', '-');
my @syllables = sort keys %{{ map { map { $_ => 1 } keys %$_ } map { $sounds{$_} // {} } 0x4E00 .. 0x9FFF }};
my %place = map { $syllables[$_] => $alphabet[$_ / 64] . $alphabet[$_ % 64] } 0 .. $#syllables;
sub cells
{
	my ($def, @cells) = @_;
	my $line = '';
	for my $cell (@cells) {
		if (length($line) + length($cell) > 118) { print $def $line =~ s/ $//r, "\n"; $line = '' }
		$line .= "$cell ";
	}
	print $def $line =~ s/ $//r, "\n";
}
open my $sound, '>:encoding(UTF-8)', "$out/pinyin_sound.def" or die "pinyin_sound.def: $!\n";
print $sound $head, "/* all readings, in order; a reading is named by its place in base 64, two characters */\n";
cells($sound, map { "PINYIN_SYLLABLE(\"$_\")" } @syllables);
print $sound "/* the usual reading of U+4E00 to U+9FFF, '..' for none */\n";
my $sounds_row = '';
for my $c (0x4E00 .. 0x9FFF) {
	my $one = $usual{$c} // (sort keys %{$sounds{$c} // {}})[0];
	$sounds_row .= defined $one ? $place{$one} : '..';
	if (length $sounds_row == 108 || $c == 0x9FFF) { print $sound "PINYIN_USUAL(\"$sounds_row\")\n"; $sounds_row = '' }
}
close $sound or die "$out: $!\n";
open my $several, '>:encoding(UTF-8)', "$out/pinyin_several.def" or die "pinyin_several.def: $!\n";
print $several $head, "/* all readings where there are several, named as in pinyin_sound.def */\n";
cells($several, map { my $c = $_;
	my @all = sort keys %{$sounds{$c} // {}};
	@all > 1 ? sprintf('PINYIN_READINGS(0x%x, "%s")', $c, join '', map { $place{$_} } @all) : () } 0x4E00 .. 0x9FFF);
print $several "/* phrases in which a character is not read as it usually is, or is read otherwise elsewhere */\n";
open my $phrases, '<:encoding(UTF-8)', "${dir}pinyin-phrases.txt" or die "pinyin-phrases.txt: $!\n";
my %phrase;
while (<$phrases>) {
	next if /^#/ || !/\S/;
	my ($word, @read) = split;
	die "pinyin-phrases.txt: $word: ${\ length $word} characters, ${\ scalar @read} readings\n" if length $word != @read || @read > 5;
	for my $i (0 .. $#read) {
		$sounds{ord substr $word, $i, 1}{$read[$i]} or die "pinyin-phrases.txt: $word: no reading $read[$i]\n";
	}
	$phrase{$word} = join '', map { $place{$_} } @read;
}
my @words = sort { (ord $a <=> ord $b) || length $b <=> length $a || $a cmp $b } keys %phrase;      # the longest first
cells($several, map { "PINYIN_PHRASE(\"$_\", \"$phrase{$_}\")" } @words);
close $several or die "$out: $!\n";
