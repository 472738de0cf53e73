DROP TABLE "search_postings";
--> statement-breakpoint
DROP TABLE "search_documents";
--> statement-breakpoint
CREATE TABLE "search_postings" (
	"user_id" uuid NOT NULL,
	"term" varchar(64) NOT NULL,
	"message_id" uuid NOT NULL,
	"frequency" smallint NOT NULL,
	"length" smallint NOT NULL,
	CONSTRAINT "search_postings_user_id_term_message_id_frequency_length_pk" PRIMARY KEY("user_id","term","message_id","frequency","length")
);
--> statement-breakpoint
CREATE TABLE "forgotten_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"fact_type" varchar(50) NOT NULL,
	"value_digest" varchar(64) NOT NULL,
	"message_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"forgotten_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"conversation_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "external_id" varchar(255);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "speaker" varchar(255);
--> statement-breakpoint
ALTER TABLE "forgotten_facts" ADD CONSTRAINT "forgotten_facts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "forgotten_facts_user_id_idx" ON "forgotten_facts" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "imports_user_id_idx" ON "imports" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "messages_external_id_conversation_id_key" ON "messages" USING btree ("external_id","conversation_id") WHERE "messages"."external_id" is not null;
--> statement-breakpoint
ALTER TABLE "search_postings" ADD CONSTRAINT "search_postings_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "search_postings_message_id_idx" ON "search_postings" USING btree ("message_id");
--> statement-breakpoint
-- what was said before there was an index is put into it
INSERT INTO "jobs" ("id", "kind", "user_id", "payload")
	SELECT gen_random_uuid(), 'index-conversation', "user_id", jsonb_build_object('conversationId', "id", 'afterSequence', 0)
	FROM "conversations";
