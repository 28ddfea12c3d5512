using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ServerlessGuard.Detection.Names;

/// <summary>The tagger's weights: one signed byte for each bucket and label, and the scores from label to label. Immutable.</summary>
public sealed class NameModel
{
    private const int Labels = NameTag.Count;
    private const int Buckets = 1 << NameFeatures.BucketBits;
    private const uint Magic = 0x314D4E53; // "SNM1"

    private static readonly Lazy<NameModel> Own = new(LoadOwn);
    private readonly sbyte[] _weights;
    private readonly float _unit;
    private readonly float[] _steps;

    internal NameModel(sbyte[] weights, float unit, float[] transitions)
    {
        _weights = weights;
        _unit = unit;
        Transitions = transitions;
        _steps = ExpOf(transitions);
    }

    /// <summary>The model that ships. Read at first use.</summary>
    public static NameModel Default => Own.Value;

    internal float[] Transitions { get; }

    /// <summary>The same model, readier to call a token a name: the score of being outside any falls by <paramref name="bias"/>.</summary>
    internal NameModel Readier(float bias)
    {
        var changed = (sbyte[])_weights.Clone();
        ref var outside = ref changed[(NameFeatures.BiasBucket * Labels) + NameTag.Outside];
        outside = (sbyte)Math.Clamp(MathF.Round(outside - (bias / _unit)), -127, 127);
        return new NameModel(changed, _unit, Transitions);
    }

    internal ReadOnlySpan<float> Steps => _steps;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is not a model of this form.</exception>
    public static NameModel Load(Stream stream)
    {
        using var unpacked = new BrotliStream(stream, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[12];
        Read(unpacked, head);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic || BinaryPrimitives.ReadInt32LittleEndian(head[4..]) != Buckets * Labels)
        {
            throw new InvalidDataException("The stream holds no model of names, or one of another form.");
        }

        var transitions = new float[Labels * Labels];
        Read(unpacked, MemoryMarshal.AsBytes(transitions.AsSpan()));
        var weights = new sbyte[Buckets * Labels];
        Read(unpacked, MemoryMarshal.AsBytes(weights.AsSpan()));
        return new NameModel(weights, BinaryPrimitives.ReadSingleLittleEndian(head[8..]), transitions);
    }

    public void Save(Stream stream)
    {
        using var packed = new BrotliStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], Buckets * Labels);
        BinaryPrimitives.WriteSingleLittleEndian(head[8..], _unit);
        packed.Write(head);
        packed.Write(MemoryMarshal.AsBytes(Transitions.AsSpan()));
        packed.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    internal static float[] ExpOf(ReadOnlySpan<float> transitions)
    {
        var steps = new float[Labels * Labels];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = NameTag.MayFollow(i / Labels, i % Labels) ? MathF.Exp(transitions[i]) : 0;
        }

        return steps;
    }

    internal void Score(NameFeatures features, NameChain chain)
    {
        chain.Begin(features.Count);
        Span<int> sums = stackalloc int[Labels];
        for (var t = 0; t < features.Count; t++)
        {
            sums.Clear();
            foreach (var bucket in features[t])
            {
                var row = _weights.AsSpan(bucket * Labels, Labels);
                for (var y = 0; y < row.Length; y++)
                {
                    sums[y] += row[y];
                }
            }

            var scores = chain.Scores(t);
            for (var y = 0; y < scores.Length; y++)
            {
                scores[y] = sums[y] * _unit;
            }
        }
    }

    private static NameModel LoadOwn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("names.model")
            ?? throw new InvalidOperationException("This build has no model of names.");
        return Load(stream);
    }

    private static void Read(Stream stream, Span<byte> bytes)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The stream ends before the model does.", exception);
        }
    }
}
