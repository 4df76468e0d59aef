#!/usr/bin/env perl

use strict;
use warnings;

use Getopt::Long qw(:config bundling no_ignore_case);
use Pod::Usage;
use DBI;

my %opt = (
	host => 'localhost',
	days => 30,
);

GetOptions(\%opt, 'host|H=s', 'days|d=i', 'dry-run|n', 'help|h')
	or pod2usage(2);
pod2usage(-verbose => 1) if $opt{help};
pod2usage('no database given') unless @ARGV == 1;

my ($database) = @ARGV;
my $dbh = DBI->connect("dbi:Pg:dbname=$database;host=$opt{host}", '', '', { RaiseError => 1 });

my $sth = $dbh->prepare('SELECT id, login FROM member WHERE last_seen < now() - ?::interval');
$sth->execute("$opt{days} days");
while (my ($id, $login) = $sth->fetchrow_array) {
	print "$login\n";
	next if $opt{'dry-run'};
	$dbh->do('UPDATE member SET dormant = true WHERE id = ?', undef, $id);
}
$dbh->disconnect;

__END__

=head1 SYNOPSIS

dormant [-n] [-H host] [-d days] database

=cut
