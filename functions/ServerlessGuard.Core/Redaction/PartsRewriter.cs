using System.Buffers;
using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>Rewrites the parts of a file that has a format of its own. Only what the filter changes becomes other bytes.</summary>
internal sealed class PartsRewriter(TextFilter filter, TokenSession session)
{
    private readonly List<PartEdit> _edits = [];

    /// <param name="file">The whole file.</param>
    /// <param name="parts">Its texts, in their order.</param>
    /// <param name="output">Gets the new file.</param>
    /// <exception cref="InvalidDataException">A value is spelled in a way that its token could not give back to the byte.</exception>
    public void Rewrite(ReadOnlySpan<byte> file, IReadOnlyList<TextPart> parts, IBufferWriter<byte> output)
    {
        var done = 0;
        foreach (var part in parts)
        {
            var label = part.Label.Length > 0 ? part.Label + ": " : "";
            _edits.Clear();
            filter.Find(label + part.Text, label.Length, _edits);
            if (_edits.Count == 0)
            {
                continue;
            }

            if (part.IsWhole)
            {
                output.Write(file[done..part.Offsets[0]]);
                output.Write(Whole(file, part));
                done = part.Offsets[^1];
                continue;
            }

            foreach (var edit in _edits)
            {
                var (start, end) = (part.Offsets[edit.Start], part.Offsets[edit.Start + edit.Length]);
                RefuseLoss(edit, file[start..end], part.Encode(part.Text.Substring(edit.Start, edit.Length)));
                output.Write(file[done..start]);
                output.Write(part.Encode(edit.Text));
                done = end;
            }
        }

        output.Write(file[done..]);
    }

    private byte[] Whole(ReadOnlySpan<byte> file, TextPart part)
    {
        var text = new StringBuilder(part.Text.Length);
        var done = 0;
        foreach (var edit in _edits)
        {
            RefuseLoss(edit, file[part.Offsets[0]..part.Offsets[^1]], part.Encode(part.Text));
            text.Append(part.Text, done, edit.Start - done).Append(edit.Text);
            done = edit.Start + edit.Length;
        }

        return part.Encode(text.Append(part.Text, done, part.Text.Length - done).ToString());
    }

    /// <summary>A token gives back the value, which is then spelled as the format's writers do.</summary>
    private void RefuseLoss(PartEdit edit, ReadOnlySpan<byte> written, ReadOnlySpan<byte> spelled)
    {
        if (session.IsToken(edit.Text) && !written.SequenceEqual(spelled))
        {
            throw new InvalidDataException(
                "A value is spelled in a way that its token could not give back to the byte. Use another action than tokenise.");
        }
    }
}

/// <summary>One change of a part's text: offsets are UTF-16 units of the text before it.</summary>
internal readonly record struct PartEdit(int Start, int Length, string Text);
