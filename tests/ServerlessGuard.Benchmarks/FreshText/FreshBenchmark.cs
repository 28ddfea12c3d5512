using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>
/// <c>fresh [MB] [--seed N]</c>: the scanner on text that never repeats, every rule that ships, by class of text and piece, in processor
/// time of one thread; then its curves over text size and number of rules, and the first kilobyte after start.
/// <c>fresh --file PATH...</c>: the same on any files. <c>fresh --worst MINUTES</c>: looks for the slowest inputs.
/// </summary>
internal static class FreshBenchmark
{
    private const int SmallPiece = 2 * 1024;
    private const int LargePiece = 64 * 1024;
    private const int MostRounds = 30;

    public static int Run(string[] args)
    {
        var seed = Option(args, "--seed") is { } given ? ulong.Parse(given, CultureInfo.InvariantCulture) : 1;
        switch (args)
        {
            case ["--dump", var kind0, var path0]:
                File.WriteAllBytes(path0, new FreshTexts(seed).Make(Enum.Parse<TextClass>(kind0), 4_000_000));
                return 0;
            case ["first"]:
                return FirstKilobyte.Tell();
            case ["--worst", var minutes, ..]:
                return WorstInput.Run(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), seed);
            case ["--file", .. var paths]:
                foreach (var path in paths)
                {
                    Row(Path.GetFileName(path), File.ReadAllBytes(path));
                }

                return 0;
        }

        var megabytes = args is [var size, ..] && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : 8;
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Scanner.Default.Rules.Count} rules, {megabytes} MB of each class, seed {seed}"));
        Console.WriteLine($"{"class",-12}{"64 KB pieces",16}{"2 KB pieces",16}{"allocated/byte",16}{"findings/KB",14}");
        BringUp(seed + 1000);
        var (large, small) = (default(Cost), default(Cost));
        foreach (var kind in Enum.GetValues<TextClass>())
        {
            var text = new FreshTexts(seed).Make(kind, 2 * megabytes * 1_000_000);
            var (one, two) = Row(kind.ToString(), text);
            (large, small) = (large + one, small + two);
        }

        Print("all", large, small);
        SizeCurve(seed);
        RuleCurve.Run(seed);
        return FirstKilobyte.Run();
    }

    // Other seeds' texts bring the code up: what is measured has never been scanned. The runtime compiles anew what was called a number
    // of times, twice over and between times, so that calls count and not bytes: until two rounds on end compile hardly any method.
    private static void BringUp(ulong seed)
    {
        for (var (round, quiet) = (0UL, 0); round < MostRounds && quiet < 2; round++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            foreach (var kind in Enum.GetValues<TextClass>())
            {
                Measure(Scanner.Default, new FreshTexts(seed + round).Make(kind, 128 * 1024), SmallPiece);
            }

            Thread.Sleep(500);
            quiet = JitInfo.GetCompiledMethodCount() - before < 10 ? quiet + 1 : 0;
        }
    }

    /// <summary>Scans a text piece by piece; its pieces end between characters.</summary>
    public static Cost Measure(Scanner scanner, byte[] text, int piece)
    {
        var pieces = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var to = Math.Min(text.Length, from + piece);
            while (to < text.Length && (text[to] & 0xC0) == 0x80)
            {
                to--;
            }

            pieces.Add(Encoding.UTF8.GetString(text, from, to - from));
            from = to;
        }

        GC.Collect();
        var (allocated, before, findings) = (GC.GetAllocatedBytesForCurrentThread(), ThreadTime.Now, 0L);
        foreach (var one in pieces)
        {
            findings += scanner.Scan(one).Count;
        }

        return new Cost(
            text.Length, (ThreadTime.Now - before).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - allocated,
            findings);
    }

    // Each half of the text is scanned once: neither piece size sees what the other has seen.
    private static (Cost Large, Cost Small) Row(string name, byte[] text)
    {
        var half = text.Length / 2;
        while (half > 0 && (text[half] & 0xC0) == 0x80)
        {
            half--;
        }

        var (large, small) = (Measure(Scanner.Default, text[..half], LargePiece), Measure(Scanner.Default, text[half..], SmallPiece));
        Print(name, large, small);
        return (large, small);
    }

    private static void Print(string name, Cost large, Cost small)
    {
        var both = large + small;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-12}{large.Speed,11:0.0} MB/s{small.Speed,11:0.0} MB/s{both.Allocated / (double)both.Bytes,16:0.000}{both.Findings * 1000.0 / both.Bytes,14:0.00}"));
    }

    private static void SizeCurve(ulong seed)
    {
        Console.WriteLine("size of one text, all classes in turns: microseconds per kilobyte");
        foreach (var size in new[] { 1_000, 10_000, 100_000, 1_000_000, 4_000_000 })
        {
            var cost = default(Cost);
            foreach (var kind in Enum.GetValues<TextClass>())
            {
                var text = new FreshTexts(seed + (ulong)size).Make(kind, Math.Max(size, 500_000));
                cost += Measure(Scanner.Default, text, size);
            }

            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {size,9} bytes {1e6 * cost.Seconds / (cost.Bytes / 1000.0),8:0.0}"));
        }
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}

/// <summary>Processor time and memory that a scan took.</summary>
internal readonly record struct Cost(long Bytes, double Seconds, long Allocated, long Findings)
{
    /// <summary>Megabytes per second of processor time.</summary>
    public double Speed => Bytes / 1e6 / Math.Max(Seconds, 1e-9);

    public static Cost operator +(Cost left, Cost right) =>
        new(left.Bytes + right.Bytes, left.Seconds + right.Seconds, left.Allocated + right.Allocated, left.Findings + right.Findings);
}
