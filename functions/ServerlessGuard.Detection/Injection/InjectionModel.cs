using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ServerlessGuard.Detection.Injection;

/// <summary>
/// How likely a text tries to override a model's instructions: weights of words, parts of words and concepts, one signed byte for each of
/// 2^16 buckets, and a calibration from sources that the weights had not seen. Immutable and thread-safe; work is linear in the text.
/// </summary>
public sealed class InjectionModel
{
    /// <summary>A long text is judged in windows of this many characters, each overlapping the next by half.</summary>
    internal const int Window = 1200;

    private const uint Magic = 0x314A4953; // "SIJ1"

    // Every window of a long text is another chance to be wrong. Measured on sources left out.
    private const double LengthCost = 3;
    private const double LengthUnit = 300;

    // A rule is right far more often than words are: it adds evidence to any text.
    internal const double RuleWeight = 20;

    // In data an order is out of place: less evidence is enough.
    private const double DataReadiness = 1.0;

    private static readonly Lazy<InjectionModel> Own = new(LoadOwn);

    [ThreadStatic]
    private static InjectionFeatures? _spare;

    private readonly sbyte[] _weights;
    private readonly float _unit;
    private readonly float _bias;
    private readonly InjectionCalibration _calibration;

    private InjectionModel(sbyte[] weights, float unit, float bias, InjectionCalibration calibration) =>
        (_weights, _unit, _bias, _calibration) = (weights, unit, bias, calibration);

    /// <summary>The model that ships. Read at first use.</summary>
    public static InjectionModel Default => Own.Value;

    /// <summary>The probability that the text is an attempt, and the stretch that shows it best.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="role">The speaker.</param>
    /// <param name="ruleConfidence">The highest confidence of an injection rule that found something in it; 0 where none did.</param>
    public InjectionScore Score(ReadOnlySpan<char> text, TextRole role = TextRole.User, double ruleConfidence = 0)
    {
        var (evidence, start, length) = Best(text);
        return new InjectionScore(
            start, length, _calibration.Of(evidence + (RuleWeight * ruleConfidence) + (role == TextRole.Data ? DataReadiness : 0)));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is not a model of this form.</exception>
    public static InjectionModel Load(Stream stream)
    {
        using var unpacked = new BrotliStream(stream, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[28];
        var weights = new sbyte[1 << InjectionFeatures.BucketBits];
        try
        {
            unpacked.ReadExactly(head);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic)
            {
                throw new InvalidDataException("The stream holds no injection model, or one of another form.");
            }

            unpacked.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The stream ends before the model does.", exception);
        }

        return new InjectionModel(
            weights,
            BinaryPrimitives.ReadSingleLittleEndian(head[4..]),
            BinaryPrimitives.ReadSingleLittleEndian(head[8..]),
            new InjectionCalibration(
                BinaryPrimitives.ReadDoubleLittleEndian(head[12..]), BinaryPrimitives.ReadDoubleLittleEndian(head[20..])));
    }

    public void Save(Stream stream)
    {
        using var packed = new BrotliStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        Span<byte> head = stackalloc byte[28];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteSingleLittleEndian(head[4..], _unit);
        BinaryPrimitives.WriteSingleLittleEndian(head[8..], _bias);
        BinaryPrimitives.WriteDoubleLittleEndian(head[12..], _calibration.Slope);
        BinaryPrimitives.WriteDoubleLittleEndian(head[20..], _calibration.Shift);
        packed.Write(head);
        packed.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    internal static InjectionModel Of(float[] weights, float bias)
    {
        var unit = Math.Max(weights.Max(Math.Abs), 1e-6f) / 127;
        return new InjectionModel(
            [.. weights.Select(weight => (sbyte)MathF.Round(weight / unit))], unit, bias, new InjectionCalibration(1, 0));
    }

    internal InjectionModel Calibrated(InjectionCalibration fitted) => new(_weights, _unit, _bias, fitted);

    /// <summary>The evidence of a whole text before it is calibrated.</summary>
    internal double Evidence(ReadOnlySpan<char> text) => Best(text).Evidence;

    /// <summary>The end of the window that begins at <paramref name="start"/>.</summary>
    internal static int EndOf(int length, int start) => length <= Window * 3 / 2 ? length : Math.Min(length, start + Window);

    private (double Evidence, int Start, int Length) Best(ReadOnlySpan<char> text)
    {
        var best = (Evidence: double.NegativeInfinity, Start: 0, text.Length);
        for (var start = 0; ; start += Window / 2)
        {
            var end = EndOf(text.Length, start);
            var evidence = OfWindow(text[start..end]);
            if (evidence > best.Evidence)
            {
                best = (evidence, start, end - start);
            }

            if (end == text.Length)
            {
                return best with { Evidence = best.Evidence - (LengthCost * Math.Log(1 + (text.Length / LengthUnit))) };
            }
        }
    }

    private double OfWindow(ReadOnlySpan<char> text)
    {
        var read = _spare ??= new InjectionFeatures();
        read.Read(text);
        var sum = 0f;
        for (var group = 0; group < InjectionFeatures.Groups; group++)
        {
            var part = 0;
            foreach (var bucket in read.Group(group))
            {
                part += _weights[bucket];
            }

            sum += part * read.Weight(group);
        }

        return _bias + (sum * _unit);
    }

    private static InjectionModel LoadOwn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("injection.model")
            ?? throw new InvalidOperationException("This build has no injection model.");
        return Load(stream);
    }
}

/// <summary>The result of <see cref="InjectionModel"/> for a text.</summary>
/// <param name="Start">The start of the most probable stretch, in UTF-16 units.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct InjectionScore(int Start, int Length, double Probability)
{
    /// <summary>The rule that names a finding of the model. No pattern finds it, so a scanner never runs it.</summary>
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-900",
        Kind = "injection-likely",
        Category = FindingCategory.Injection,
        Anchor = Anchor.NearContext(),
        Pattern = "",
        MaxLength = InjectionModel.Window * 3 / 2,
        Confidence = 0.5,
        Positives = [],
        Negatives = [],
    };
}

/// <summary>The speaker of a text, who decides which sentences are orders.</summary>
public enum TextRole
{
    /// <summary>A person's own words to the model: asking it to do things is what they are for.</summary>
    User,

    /// <summary>
    /// Data that the model is given to read (a tool's result, a document, an e-mail): an order to the model has no business there.
    /// </summary>
    Data,
}
