#!/usr/bin/perl
use strict;
use warnings;
use Getopt::Long;

my $width   = 72;
my $indent  = 4;
my $verbose = 0;
my $help    = 0;

GetOptions(
    'width=i'  => \$width,
    'indent=i' => \$indent,
    'verbose'  => \$verbose,
    'help'     => \$help,
) or usage();
usage() if $help or not @ARGV;

foreach my $file (@ARGV) {
    open(my $fh, '<', $file) or die "$0: cannot open $file: $!\n";
    my $verses = 0;
    while (my $line = <$fh>) {
        chomp $line;
        $verses++ if $line eq '';
        print ' ' x $indent, substr($line, 0, $width), "\n";
    }
    close($fh);
    print STDERR "$file: $verses verses\n" if $verbose;
}

sub usage {
    print STDERR "usage: $0 [--width N] [--indent N] [--verbose] FILE...\n";
    exit 1;
}
