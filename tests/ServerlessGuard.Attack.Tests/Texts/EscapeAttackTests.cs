using System.Collections.Concurrent;
using ServerlessGuard.Attack.Tests.Gateway;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>Neither an escape nor what stands beside a value hides it from the guard where some client reads it.</summary>
public sealed class EscapeAttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    public static TheoryData<string> EscapedPaths() => TextAttacks.Names("escaped value");

    public static TheoryData<string> BoundaryPaths() => TextAttacks.Names("value beside another character");

    [Theory]
    [MemberData(nameof(EscapedPaths))]
    public Task NoEscapeHidesAValue(string path) =>
        NothingIsThroughAsync(path, EscapedValues.Some(TextAttacks.Attempts(EscapedValues.Count), 17));

    [Theory]
    [MemberData(nameof(BoundaryPaths))]
    public Task NoNeighbourHidesAValue(string path) =>
        NothingIsThroughAsync(path, BoundaryValues.Some(TextAttacks.Attempts(BoundaryValues.Count), 17));

    /// <summary>Every example beside every character, by the scanner itself.</summary>
    [LongFact]
    public void EveryExampleIsFound_BesideEveryCharacter() =>
        Missed(BoundaryValues.Some(BoundaryValues.Count, 17)).Order(StringComparer.Ordinal).ShouldBeEmpty();

    /// <summary>A reason for missing values is one that still misses some.</summary>
    [Fact]
    public void WhatMayBeMissed_IsMissed()
    {
        var ambiguous = BoundaryValues.Ambiguous.ToList();
        var missed = Missed(ambiguous.Select(static one => (one.Name, one.Text, one.Value))).ToHashSet();
        ambiguous.GroupBy(static one => (Rule: one.Name.Split(' ')[0], one.OtherWord))
            .Where(group => !group.Any(one => missed.Contains(one.Name)))
            .Select(static group => group.Key.ToString())
            .ShouldBeEmpty();
    }

    private static ConcurrentBag<string> Missed(IEnumerable<(string Name, string Text, string Value)> attempts)
    {
        var missed = new ConcurrentBag<string>();
        Parallel.ForEach(attempts, attempt =>
        {
            var left = attempt.Text.ToCharArray();
            foreach (var finding in GuardScanner.Default.Scan(attempt.Text))
            {
                left.AsSpan(finding.Start, finding.Length).Fill('|');
            }

            if (ClientReading.Holds(new string(left), attempt.Value))
            {
                missed.Add(attempt.Name);
            }
        });

        return missed;
    }

    private async Task NothingIsThroughAsync(string name, IEnumerable<(string Name, string Text, string Value)> attempts)
    {
        var path = TextPath.Of(name);
        var through = new List<string>();
        var place = 0;
        foreach (var (attempt, text, value) in attempts)
        {
            ClientReading.Holds(text, value).ShouldBeTrue(attempt);
            if (ClientReading.Holds(await path.SendAsync(gateway.Host, text, place++), value))
            {
                through.Add(attempt);
            }
        }

        through.ShouldBeEmpty();
    }
}
