namespace ServerlessGuard.Core.Gateway;

/// <summary>The gateway's own HTTP headers.</summary>
public static class GatewayHeaders
{
    /// <summary>Request: names the conversation that tokens are bound to; 1 to 128 characters of an identifier.</summary>
    public const string Conversation = "Guard-Conversation";

    /// <summary>
    /// Request: names one of the policy's tasks, whose tools alone are called unasked. Else <c>metadata.guard_task</c> does.
    /// </summary>
    public const string Task = "Guard-Task";

    /// <summary>Response: the interaction's id.</summary>
    public const string Interaction = "Guard-Interaction";

    /// <summary>
    /// Response: the permission to join this interaction. Request: that of the interaction which caused this one; a join
    /// that was not handed out by this guard is refused.
    /// </summary>
    public const string Join = "Guard-Join";

    /// <summary>Request: W3C Trace Context. Joins what one trace did across applications, by their own word.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>
    /// Response: allow, redact, hold, block or unscanned; of a tier that observes <c>observe; would=VERDICT</c>. A stream starts before
    /// its verdict: it has none, or <c>observe</c> alone.
    /// </summary>
    public const string Verdict = "Guard-Verdict";

    /// <summary>
    /// Response: how many values were masked because the policy's action could not be done, as when a conversation has its
    /// most tokens. Absent when there is none.
    /// </summary>
    public const string Masked = "Guard-Masked";

    /// <summary>
    /// Response: the case's id when the answer is held. Request: the approved case under which a held request is sent again.
    /// </summary>
    public const string Case = "Guard-Case";
}
