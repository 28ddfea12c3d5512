namespace ServerlessGuard.Core.Review;

/// <summary>New text for one of a case's texts.</summary>
public sealed record CaseEdit(string Path, string Text)
{
    public override string ToString() => $"CaseEdit {{ {Path} }}";
}
