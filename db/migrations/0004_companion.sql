DROP INDEX "relationship_events_user_id_at_idx";--> statement-breakpoint
DROP INDEX "messages_one_reply_at_a_time";--> statement-breakpoint
ALTER TABLE "relationship_events" ADD COLUMN "number" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "relationship_events" ADD COLUMN "totals" jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "relationship_events_user_id_number_key" ON "relationship_events" USING btree ("user_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_one_reply_at_a_time" ON "messages" USING btree ("conversation_id") WHERE "messages"."role" = 'assistant' and "messages"."status" in ('pending', 'streaming') and "messages"."source" is distinct from 'safety';