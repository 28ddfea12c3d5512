using System.Buffers.Binary;

namespace ServerlessGuard.Detection.Checks;

/// <summary>
/// A set of digit strings as a minimal deterministic automaton: a look-up costs one load a digit. Immutable.
/// </summary>
/// <remarks>
/// Encoding, little endian: number of states; per state ten next states, 0 for none; then one bit a state, whether it accepts. Starts at
/// state 1.
/// </remarks>
internal sealed class NumberAutomaton
{
    private readonly ushort[] _next;
    private readonly bool[] _accepts;

    private NumberAutomaton(ushort[] next, bool[] accepts) => (_next, _accepts) = (next, accepts);

    /// <summary>Reads one automaton; <paramref name="data"/> moves behind it.</summary>
    public static NumberAutomaton Read(ref ReadOnlySpan<byte> data)
    {
        var states = BinaryPrimitives.ReadUInt16LittleEndian(data);
        var next = new ushort[states * 10];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = BinaryPrimitives.ReadUInt16LittleEndian(data[(2 + (2 * i))..]);
        }

        data = data[(2 + (2 * next.Length))..];
        var accepts = new bool[states];
        for (var state = 0; state < states; state++)
        {
            accepts[state] = (data[state / 8] >> (state % 8) & 1) != 0;
        }

        data = data[((states + 7) / 8)..];
        return new NumberAutomaton(next, accepts);
    }

    /// <summary>Whether the digits of <paramref name="value"/>, all else left out, belong to the set.</summary>
    public bool Accepts(ReadOnlySpan<char> value)
    {
        var state = 1;
        foreach (var c in value)
        {
            if (!char.IsAsciiDigit(c))
            {
                continue;
            }

            state = _next[(state * 10) + c - '0'];
            if (state == 0)
            {
                return false;
            }
        }

        return _accepts[state];
    }
}
