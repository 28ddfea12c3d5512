namespace ServerlessGuard.Web.Console.Cases;

/// <summary>An act that was refused, with what the reviewer had written: nobody writes it twice.</summary>
/// <param name="Act">claim, approve, edit or deny.</param>
/// <param name="Texts">Path -> what was written in its place.</param>
internal sealed record CaseDraft(int Status, string Act, string Problem, IReadOnlyList<string> Reasons, string Reason, IReadOnlyDictionary<string, string> Texts)
{
    public override string ToString() => $"CaseDraft {{ {Act} }}";
}
