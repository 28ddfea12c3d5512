namespace ServerlessGuard.Core.Conversations;

/// <summary>Texts of one name in the elements of a list: a reader may join them, so a value may be spread over them.</summary>
internal sealed class JoinedTexts(IReadOnlyList<Slot> slots)
{
    public IReadOnlyList<Slot> Fields => slots;

    public string Text => string.Concat(slots.Select(static slot => slot.Text));

    /// <summary>Puts the joined text into the first place and leaves the others empty.</summary>
    public void Replace(string text)
    {
        for (var i = 0; i < slots.Count; i++)
        {
            slots[i].Replace(i == 0 ? text : "");
        }
    }
}
