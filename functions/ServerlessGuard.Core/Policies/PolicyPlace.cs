using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>Where a value or key stands in the file (1-based), attached to its token.</summary>
internal sealed record PolicyPlace(int Line, int Column)
{
    public static PolicyPlace Of(JToken token) => token.Annotation<PolicyPlace>() ?? new PolicyPlace(1, 1);
}
