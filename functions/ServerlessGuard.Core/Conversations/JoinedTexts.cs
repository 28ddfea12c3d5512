namespace ServerlessGuard.Core.Conversations;

/// <summary>Texts of one name in the elements of a list: a reader may join them, so a value may be spread over them.</summary>
internal sealed class JoinedTexts(IReadOnlyList<TextField> fields)
{
    public IReadOnlyList<TextField> Fields => fields;

    public string Text => string.Concat(fields.Select(static item => item.Text));

    /// <summary>Puts the joined text into the first place and leaves the others empty.</summary>
    public void Replace(string text)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            fields[i].Replace(i == 0 ? text : "");
        }
    }
}
