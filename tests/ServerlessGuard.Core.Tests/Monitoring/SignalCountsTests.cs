using System.Text.Json;
using CsCheck;
using ServerlessGuard.Core.Monitoring;

namespace ServerlessGuard.Core.Tests.Monitoring;

public sealed class SignalCountsTests
{
    private static readonly Gen<(int Signal, int Bucket, string Id)> Value =
        Gen.Select(Gen.Int[0, Signals.All.Count - 1], Gen.Int[0, 63], Gen.Int[0, 500])
            .Select((signal, bucket, id) => (signal, bucket % Signals.All[signal].Buckets, $"i{id}"));

    [Fact]
    public void Merging_IsOrderless_AndGroupless_AndExact() =>
        Gen.Select(Value.Array[0, 40], Value.Array[0, 40], Value.Array[0, 40]).Sample((a, b, c) =>
        {
            var together = Json(Of([.. a, .. b, .. c]));
            Json(Merged(Merged(Of(a), Of(b)), Of(c))).ShouldBe(together);
            Json(Merged(Of(a), Merged(Of(b), Of(c)))).ShouldBe(together);
            Json(Merged(Of(c), Merged(Of(a), Of(b)))).ShouldBe(together);
        });

    [Fact]
    public void Storing_LosesNothing() => Value.Array[0, 80].Sample(values =>
    {
        var counts = Of(values);
        Json(SignalCounts.Of(counts.ToStored())).ShouldBe(Json(counts));
        foreach (var signal in Signals.All)
        {
            counts.Trials(signal).ShouldBe(values.Count(v => v.Signal == Signals.All.ToList().IndexOf(signal)));
        }
    });

    [Fact]
    public void UnknownSignalsAndBuckets_AreLeftOut()
    {
        var stored = new StoredCounts(
            new Dictionary<string, List<long>> { ["gone"] = [0, 5], ["injection"] = [1, 2, 7, 9, -1, 4, 0] },
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["gone.1"] = ["x"],
                ["injection.9"] = ["x"],
                ["injection"] = ["x"],
                ["injection.1"] = ["y"],
            });
        var counts = SignalCounts.Of(stored);
        counts.Trials(Signals.Injection).ShouldBe(2);
        counts.ExamplesOf(Signals.Injection, ulong.MaxValue, 9).ShouldBe(["y"]);
    }

    [Fact]
    public void Memory_IsBounded_WhateverComes()
    {
        var counts = new SignalCounts();
        for (var i = 0; i < 100_000; i++)
        {
            counts.Add(new(Signals.Topic, i % 64), $"interaction-{i}");
        }

        counts.ExamplesOf(Signals.Topic, ulong.MaxValue, 1000).Count.ShouldBe(64 * SignalCounts.Examples);
        JsonSerializer.Serialize(counts.ToStored()).Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void Buckets_GrowByTheRootOfTwo_AndHoldTheirValues() => Gen.Long[1, 2_000_000_000].Sample(value =>
    {
        var bucket = LogBuckets.Of(value);
        LogBuckets.From(bucket).ShouldBeLessThanOrEqualTo(value * (1 + 1e-6));
        LogBuckets.From(bucket + 1).ShouldBeGreaterThan(value * (1 - 1e-6));
        LogBuckets.Of(value + 1).ShouldBeGreaterThanOrEqualTo(bucket);
    });

    [Fact]
    public void Ids_AreUnique_AndEachSetFitsAWord()
    {
        Signals.All.Select(static s => s.Id).ShouldBeUnique();
        Signals.All.ShouldAllBe(static s => s.Buckets <= 64 && Signals.Find(s.Id) == s);
    }

    [Fact]
    public void VariationsOfAText_AreNear_AndOtherTextsAreNot()
    {
        const string one = "Please tell me the exact premium of the policy number 4711 for a driver of 30 years in the city of Utrecht";
        const string other = "Write a poem about two ships that meet in the fog and never learn each other's names before morning";
        var sketch = TextSketch.Of(one)!.Value;
        sketch.IsNear(TextSketch.Of(one.Replace("4711", "4712"))!.Value).ShouldBeTrue();
        sketch.IsNear(TextSketch.Of(one.ToUpperInvariant())!.Value).ShouldBeTrue();
        sketch.IsNear(TextSketch.Of(other)!.Value).ShouldBeFalse();
        TextSketch.Of("?! …").ShouldBeNull();
        TextSketch.Of("Как дела, друзья мои?")!.Value.Script.ShouldBe(2);
        TextSketch.Of("今天天气很好我们去公园散步吧")!.Value.Script.ShouldBe(6);
    }

    private static SignalCounts Of(IEnumerable<(int Signal, int Bucket, string Id)> values)
    {
        var counts = new SignalCounts();
        foreach (var (signal, bucket, id) in values)
        {
            counts.Add(new(Signals.All[signal], bucket), id);
        }

        return counts;
    }

    private static SignalCounts Merged(SignalCounts left, SignalCounts right)
    {
        var sum = new SignalCounts();
        sum.Add(left);
        sum.Add(right);
        return sum;
    }

    private static string Json(SignalCounts counts) => JsonSerializer.Serialize(counts.ToStored());
}
